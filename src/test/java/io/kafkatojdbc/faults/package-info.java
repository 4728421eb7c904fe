/** Breaks what the service depends on, at the worst moments, and looks what is left. */
@NullMarked
package io.kafkatojdbc.faults;

import org.jspecify.annotations.NullMarked;
