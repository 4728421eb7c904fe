/** What is brought into the database, and what the database must have afterwards. */
package io.kafkatojdbc.bench.workload;
