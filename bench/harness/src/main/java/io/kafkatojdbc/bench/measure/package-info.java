/** Measures what a run takes: time, CPU, memory, WAL. */
package io.kafkatojdbc.bench.measure;
