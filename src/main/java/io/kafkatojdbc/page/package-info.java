/** Streams to the page what the pipeline does. */
@ApplicationModule(allowedDependencies = { "batch", "consumer", "setting", "ledger" })
@NullMarked
package io.kafkatojdbc.page;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
