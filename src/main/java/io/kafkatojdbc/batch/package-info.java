/** Decides when the staged rows form a complete batch. */
@ApplicationModule(allowedDependencies = { "merge", "ledger", "setting", "database", "pipeline", "watch" })
@NullMarked
package io.kafkatojdbc.batch;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
