/** Reports the measurements as a table, as JSON and as a picture. */
package io.kafkatojdbc.bench.report;
