/**
 * The records that are written into the database, and the rows that the database must
 * have afterwards.
 */
package io.kafkatojdbc.bench.workload;
