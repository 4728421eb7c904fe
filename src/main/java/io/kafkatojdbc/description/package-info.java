/** Describes the HTTP interface of all features as an OpenAPI document. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.kafkatojdbc.description;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
