/**
 * Named Kafka consumers, added and removed at run time; each hands its polls to staging.
 */
@ApplicationModule(allowedDependencies = { "staging", "batch", "ledger", "setting", "watch" })
@NullMarked
package io.kafkatojdbc.consumer;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
