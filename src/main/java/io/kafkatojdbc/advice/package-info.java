/**
 * Says in words what could be set otherwise, from what is measured, and changes nothing.
 */
@ApplicationModule(allowedDependencies = { "consumer", "topic", "merge", "ledger", "setting", "pipeline" })
@NullMarked
package io.kafkatojdbc.advice;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
