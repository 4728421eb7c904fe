/**
 * Settings that change while the service runs, and hold after a restart and in other
 * instances.
 */
@ApplicationModule(allowedDependencies = { "database", "pipeline", "watch" })
@NullMarked
package io.kafkatojdbc.setting;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
