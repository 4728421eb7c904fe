package io.kafkatojdbc.log;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/**
 * The message of an event, with its control characters escaped. Only Spring Boot's own
 * messages may have several lines: the reports of starts that failed.
 */
final class EscapedMessage extends ClassicConverter {

	private static final String SPRING_BOOT = "org.springframework.boot.";

	@Override
	public String convert(ILoggingEvent event) {
		String message = String.valueOf(event.getFormattedMessage());
		return event.getLoggerName().startsWith(SPRING_BOOT)
				? String.join("\n", message.lines().map(ControlCharacters::escape).toList())
				: ControlCharacters.escape(message);
	}

}
