#!/bin/sh
# Sends films to Kafka; --help shows the options. Needs a JDK, and ../mvnw for the Kafka client.
set -eu

base=$(cd "$(dirname "$0")/.." && pwd -P)
sources=$base/datagen/src/io/kafkatojdbc/datagen
work=$base/target/datagen
bin=${JAVA_HOME:+$JAVA_HOME/bin/}

is_older() {
	[ ! -e "$1" ] || [ -n "$(find "$2" -newer "$1")" ]
}

# Results get their name only when they are complete. So neither Ctrl-C nor a second run at the same
# time leaves half of a result.
resolve_classpath() {
	"$base/mvnw" -q -f "$base/pom.xml" dependency:build-classpath \
		-Dmdep.includeScope=runtime -Dmdep.outputFile="$work/classpath.$$" >&2
	mv "$work/classpath.$$" "$work/classpath"
}

compile() {
	"${bin}javac" --release 17 -proc:none -encoding UTF-8 -cp "$(cat "$work/classpath")" \
		-d "$work/classes.$$" "$sources"/*.java
	rm -rf "$work/classes"
	mv "$work/classes.$$" "$work/classes"
}

for option; do
	if [ "$option" = --help ]; then
		exec "${bin}java" "$sources/Help.java"
	fi
done

mkdir -p "$work"
if is_older "$work/classpath" "$base/pom.xml"; then
	resolve_classpath
fi
if is_older "$work/classes" "$sources" || is_older "$work/classes" "$work/classpath"; then
	compile
fi
terminal=false
[ ! -t 1 ] || terminal=true
exec "${bin}java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dfile.encoding=UTF-8 -Dfilms.terminal=$terminal \
	-Dlogback.configurationFile="$base/datagen/logback.xml" \
	-cp "$work/classes:$(cat "$work/classpath")" io.kafkatojdbc.datagen.GenerateFilms "$@"
