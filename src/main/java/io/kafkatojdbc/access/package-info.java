/** Decides who may call what over HTTP. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.kafkatojdbc.access;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
