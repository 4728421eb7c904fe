package io.kafkatojdbc.rejected;

/** Thrown if one of the records no longer waits. */
final class DecidedMeanwhileException extends RuntimeException {

}
