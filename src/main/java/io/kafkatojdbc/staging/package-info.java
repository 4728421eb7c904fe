/** Turns polled records into staged rows, one transaction a poll. */
@ApplicationModule(allowedDependencies = { "ledger", "trace" })
@NullMarked
package io.kafkatojdbc.staging;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
