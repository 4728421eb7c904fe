#!/usr/bin/env bash
# Builds the service and the bench, then measures. README.md and bench/run.sh --help show the options.
set -euo pipefail
home=$(cd "$(dirname "$0")" && pwd)
build=yes
for argument in "$@"; do
	case $argument in
		--no-build | --help | -h) build=no ;;
	esac
done
if [[ $build == yes || ! -d $home/harness/target/libs ]]; then
	echo 'Building' >&2
	(cd "$home/.." && ./mvnw -q -B package -DskipTests && ./mvnw -q -B -f bench/pom.xml package)
fi
exec java -Xmx2g -cp "$home/harness/target/bench-harness.jar:$home/harness/target/libs/*" \
	io.kafkatojdbc.bench.Bench --home="$home" "$@"
