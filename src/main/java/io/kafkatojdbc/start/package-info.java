/** Starts and ends the process, and refuses a bad start in words. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.kafkatojdbc.start;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
