/** Runs the commands and statements of the README and of all documents in {@code doc}. */
@NullMarked
package io.kafkatojdbc.manual;

import org.jspecify.annotations.NullMarked;
