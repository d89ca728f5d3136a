/* What kind of body a report is of, as far as its name tells. */
#ifndef GOUJI_CHECK_BODY_RANK_H
#define GOUJI_CHECK_BODY_RANK_H

#include <stdbool.h>

#include "base/str.h"

enum body_rank {
	RANK_UNKNOWN,
	RANK_TOWN,                      /* 镇 乡 街道 苏木 */
	RANK_COUNTY,                    /* 县 旗 自治县, 区 with a government of its own */
	RANK_COUNTY_OFFICE,             /* an office of one of these */
	RANK_CITY,                      /* 市, of either level, and its offices */
	RANK_PROVINCE,                  /* 省 自治区 and their offices */
};

/* The rank of the body of this name; RANK_UNKNOWN where it does not tell (ministries, development zones). */
enum body_rank body_rank(struct str agency);

/* The name of the lowest place in the name of a body, with its kind of place: 柳桥镇 of 松塘县柳桥镇人民政府, 松塘县 of
 * 松塘县教育局. Empty when there is none. A view of `agency`. */
struct str body_place(struct str agency);

#endif
