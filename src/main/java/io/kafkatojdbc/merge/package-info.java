/** Merges a batch into the target table through the stored procedure. */
@ApplicationModule(allowedDependencies = { "table", "ledger", "database", "pipeline", "start", "trace", "watch" })
@NullMarked
package io.kafkatojdbc.merge;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
