/** The application; nothing imports this package. */
@NullMarked
package io.kafkatojdbc;

import org.jspecify.annotations.NullMarked;
