package io.kafkatojdbc.log;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.json.JsonWriter;

import static org.assertj.core.api.Assertions.assertThat;

/** What records and procedures say does not change what a log looks like. */
class EscapedLogsTests {

	private static final String HOSTILE = "a\nb\r\u001b[2Jc\u009b1md\u202ee\u2066f\u0000g\u007fh\u2028i";

	private static final String ESCAPED = "a\\nb\\r\\u001b[2Jc\\u009b1md\\u202ee\\u2066f\\u0000g\\u007fh\\u2028i";

	private final LoggerContext context = new LoggerContext();

	@Test
	void aMessageIsOneLine() {
		assertThat(line("io.kafkatojdbc.merge.Merger", "Failed: " + HOSTILE, null)).isEqualTo("Failed: " + ESCAPED);
		assertThat(line("org.apache.kafka.clients.Client", HOSTILE, null)).isEqualTo(ESCAPED);
	}

	@Test
	void anAppenderBehindAnotherOneIsEscaped() {
		PatternLayoutEncoder encoder = new PatternLayoutEncoder();
		encoder.setContext(this.context);
		encoder.setPattern("%m");
		encoder.start();
		OutputStreamAppender<ILoggingEvent> output = new OutputStreamAppender<>();
		output.setEncoder(encoder);
		AsyncAppender queue = new AsyncAppender();
		queue.addAppender(output);
		Logger logger = this.context.getLogger("x");
		logger.addAppender(queue);
		EscapedLogs.escape(this.context);
		assertThat(encoder.getLayout().doLayout(new LoggingEvent("", logger, Level.ERROR, HOSTILE, null, null)))
			.isEqualTo(ESCAPED);
	}

	@Test
	void whatIsVisibleStays() {
		String text = "Café\t→ 日本語 😀 \\n";
		assertThat(line("x", text, null)).isEqualTo(text);
	}

	@Test
	void aReportOfAFailedStartHasItsLines() {
		assertThat(line("org.springframework.boot.diagnostics.LoggingFailureAnalysisReporter", "a\n\u001bb\n", null))
			.isEqualTo("a\n\\u001bb");
	}

	@Test
	void messagesOfExceptionsAreEscaped() {
		Exception failure = new IllegalStateException("outer " + HOSTILE, new RuntimeException("inner " + HOSTILE));
		failure.addSuppressed(new RuntimeException("suppressed " + HOSTILE));
		String trace = line("x", "Failed", failure);
		assertThat(trace).contains("IllegalStateException: outer " + ESCAPED, "RuntimeException: inner " + ESCAPED,
				"RuntimeException: suppressed " + ESCAPED, "\tat io.kafkatojdbc.log.EscapedLogsTests.");
		assertThat(trace.lines()).noneMatch((line) -> line.startsWith("b"));
		assertThat(trace).doesNotContain("\u001b", "\u202e", "\u009b");
	}

	@Test
	void jsonIsEscaped() {
		JsonWriter<String> writer = JsonWriter.of((members) -> {
			members.add("message", HOSTILE);
			JsonWriter.Members<Object> all = cast(members);
			new EscapedJson().customize(all);
		});
		assertThat(writer.writeToString("")).doesNotContain("\u001b", "\u009b", "\u202e", "\u2066", "\u2028", "\n")
			.contains("\\\\u202e");
	}

	@SuppressWarnings("unchecked")
	private static JsonWriter.Members<Object> cast(JsonWriter.Members<?> members) {
		return (JsonWriter.Members<Object>) members;
	}

	private String line(String logger, String message, @Nullable Throwable failure) {
		PatternLayout layout = new PatternLayout();
		layout.setContext(this.context);
		layout.setPattern("%m%ex");
		layout.start();
		EscapedLogs.escape(layout);
		Logger source = this.context.getLogger(logger);
		return layout.doLayout(new LoggingEvent("", source, Level.ERROR, message, failure, null));
	}

}
