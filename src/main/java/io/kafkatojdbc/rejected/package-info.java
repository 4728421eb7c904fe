/** What an operator does with rejected records. */
@ApplicationModule(allowedDependencies = { "staging", "record", "table", "ledger", "database", "pipeline", "watch" })
@NullMarked
package io.kafkatojdbc.rejected;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
