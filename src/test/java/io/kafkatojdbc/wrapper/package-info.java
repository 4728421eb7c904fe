/** Runs {@code mvnw} with small archives instead of Maven. */
@NullMarked
package io.kafkatojdbc.wrapper;

import org.jspecify.annotations.NullMarked;
