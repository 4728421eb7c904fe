/** Makes what the service logs harmless for a terminal and for readers of lines. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.kafkatojdbc.log;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
