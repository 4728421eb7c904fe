/**
 * Advises in words which settings could be changed, based on what is measured. It changes
 * nothing.
 */
@ApplicationModule(allowedDependencies = { "consumer", "topic", "merge", "ledger", "setting", "pipeline" })
@NullMarked
package io.kafkatojdbc.advice;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
