/** Decides who may call what over HTTP. */
@ApplicationModule(allowedDependencies = "start")
@NullMarked
package io.kafkatojdbc.access;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
