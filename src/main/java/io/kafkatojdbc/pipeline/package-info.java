/** What one pipeline is set up to do. */
@ApplicationModule(allowedDependencies = "start")
@NullMarked
package io.kafkatojdbc.pipeline;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
