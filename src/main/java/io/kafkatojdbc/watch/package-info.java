/** Looks at something again and again while the service runs. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.kafkatojdbc.watch;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
