/** Decides when the staged rows form a complete batch, and sees it through its merge. */
@ApplicationModule(allowedDependencies = { "merge", "ledger", "setting", "trace" })
@NullMarked
package io.kafkatojdbc.batch;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
