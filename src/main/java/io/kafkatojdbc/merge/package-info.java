/** Calls the stored procedure that moves a batch into the target table. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.kafkatojdbc.merge;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
