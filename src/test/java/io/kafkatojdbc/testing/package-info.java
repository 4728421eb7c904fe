/** Real servers for tests and the demo. */
@NullMarked
package io.kafkatojdbc.testing;

import org.jspecify.annotations.NullMarked;
