/** Shows whether the service can do its work, and why it cannot. */
@ApplicationModule(allowedDependencies = { "watch", "pipeline" })
@NullMarked
package io.kafkatojdbc.health;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
