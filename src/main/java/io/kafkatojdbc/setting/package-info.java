/**
 * Settings that can change while the service runs. A change also holds after a restart
 * and in other instances.
 */
@ApplicationModule(allowedDependencies = { "database", "pipeline", "watch" })
@NullMarked
package io.kafkatojdbc.setting;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
