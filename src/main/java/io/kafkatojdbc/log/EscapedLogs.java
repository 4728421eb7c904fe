package io.kafkatojdbc.log;

import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.pattern.PatternLayoutBase;
import ch.qos.logback.core.spi.AppenderAttachable;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;

/**
 * Replaces the converters of messages and stack traces once Spring Boot has set up the
 * logs, whichever patterns the user has chosen.
 */
class EscapedLogs implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

	private static final List<String> MESSAGES = List.of("m", "msg", "message");

	private static final List<String> STACK_TRACES = List.of("wEx", "wex", "ex", "exception", "throwable", "xEx",
			"xException", "xThrowable", "rEx", "rootException");

	@Override
	public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
		if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
			escape(context);
		}
	}

	static void escape(LoggerContext context) {
		context.getLoggerList().stream().flatMap(EscapedLogs::appenders).forEach(EscapedLogs::escape);
	}

	private static <E> Stream<Appender<?>> appenders(AppenderAttachable<E> parent) {
		Iterable<Appender<E>> appenders = parent::iteratorForAppenders;
		return StreamSupport.stream(appenders.spliterator(), false)
			.flatMap((appender) -> (appender instanceof AppenderAttachable<?> wrapper) ? appenders(wrapper)
					: Stream.of(appender));
	}

	private static void escape(Appender<?> appender) {
		if (appender instanceof OutputStreamAppender<?> output
				&& output.getEncoder() instanceof LayoutWrappingEncoder<?> encoder
				&& encoder.getLayout() instanceof PatternLayout layout) {
			escape(layout);
		}
	}

	static void escape(PatternLayoutBase<ILoggingEvent> layout) {
		MESSAGES.forEach((word) -> layout.getInstanceConverterMap().put(word, EscapedMessage::new));
		STACK_TRACES.forEach((word) -> layout.getInstanceConverterMap().put(word, EscapedStackTrace::new));
		layout.stop();
		layout.start();
	}

	@Override
	public int getOrder() {
		return LoggingApplicationListener.DEFAULT_ORDER + 1;
	}

}
