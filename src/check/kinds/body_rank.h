/* What kind of body a report is of, as far as its name tells. */
#ifndef GOUJI_CHECK_KINDS_BODY_RANK_H
#define GOUJI_CHECK_KINDS_BODY_RANK_H

#include "base/str.h"
#include "report/words.h"

enum body_rank {
	RANK_UNKNOWN,
	RANK_TOWN,                      /* 镇 乡 街道 苏木 */
	RANK_COUNTY,                    /* 县 旗 自治县, 区 with a government of its own */
	RANK_COUNTY_OFFICE,             /* an office of one of these */
	RANK_CITY,                      /* 市, of either level, and its offices */
	RANK_PROVINCE,                  /* 省 自治区 and their offices */
};

/* What the name of a body tells. */
struct ranked_body {
	enum body_rank rank;            /* RANK_UNKNOWN where it does not tell (ministries, development zones) */
	struct str place;               /* the lowest place in the name, with its kind: 柳桥镇 of 松塘县柳桥镇人民政府,
					   松塘县 of 松塘县教育局; empty when there is none; a view of the name */
};

/* Reads the name of a body with the lists of data/words/bodies.words. */
struct ranked_body body_rank_read(const struct words *words, struct str agency);

#endif
