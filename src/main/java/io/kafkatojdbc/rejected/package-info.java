/** Lets an operator look at rejected records, retry them and discard them. */
@ApplicationModule(allowedDependencies = { "staging", "json", "record", "ledger", "database", "pipeline", "watch" })
@NullMarked
package io.kafkatojdbc.rejected;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
