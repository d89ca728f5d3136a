# For the scripts beside it, which read it in: how they report.

# report NAME VIOLATIONS
report() {
	if [ -z "$2" ]; then
		echo "ok $1"
	else
		echo "not ok $1: see below"
		echo "$2"
	fi
}
