/**
 * Collects what the health indicators of the other packages report. A new reason begins
 * in the package that knows it.
 */
@ApplicationModule(allowedDependencies = { "watch", "pipeline" })
@NullMarked
package io.kafkatojdbc.health;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
