#ifndef GOUJI_VERSION_H
#define GOUJI_VERSION_H

#define GOUJI_VERSION "0.1.0"

#endif
