/**
 * Settings that change while the service runs, and hold after a restart and in other
 * instances as well.
 */
@ApplicationModule(allowedDependencies = { "ledger", "watch" })
@NullMarked
package io.kafkatojdbc.setting;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
