/** Runs what the README and doc/operating.md tell people to type. */
@NullMarked
package io.kafkatojdbc.manual;

import org.jspecify.annotations.NullMarked;
