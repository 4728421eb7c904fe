/** Calls the stored procedure that moves a batch into the target table. */
@ApplicationModule(allowedDependencies = "ledger")
@NullMarked
package io.kafkatojdbc.merge;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
