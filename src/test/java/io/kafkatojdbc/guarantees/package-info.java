/** What the service promises, a class per promise, and what strikes while it is kept. */
@NullMarked
package io.kafkatojdbc.guarantees;

import org.jspecify.annotations.NullMarked;
