/** Records that arrive at a given rate, and how long it takes until they are visible. */
package io.kafkatojdbc.bench.live;
