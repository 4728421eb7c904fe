package io.kafkatojdbc.topic;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;

/**
 * Asks the broker, and waits for its answers. Every request is answered within a few
 * seconds, or fails.
 */
@Component
class Broker implements DisposableBean {

	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	private final Admin admin;

	Broker(KafkaAdmin kafkaAdmin) {
		Map<String, Object> config = new HashMap<>(kafkaAdmin.getConfigurationProperties());
		config.put("default.api.timeout.ms", (int) TIMEOUT.toMillis());
		config.put("request.timeout.ms", (int) TIMEOUT.toMillis() / 2);
		this.admin = Admin.create(config);
	}

	/** Returns the answer to a request, or throws why there is none. */
	<T> T ask(Function<Admin, KafkaFuture<T>> request) {
		return await(request.apply(this.admin));
	}

	private static <T> T await(KafkaFuture<T> answer) {
		try {
			return answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (ExecutionException ex) {
			throw failure(ex.getCause());
		}
		catch (TimeoutException ex) {
			throw noAnswer();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new KafkaException(ex);
		}
	}

	private static KafkaException failure(@Nullable Throwable cause) {
		if (cause instanceof org.apache.kafka.common.errors.TimeoutException) {
			return noAnswer();
		}
		return (cause instanceof KafkaException kafka) ? kafka : new KafkaException(cause);
	}

	private static KafkaException noAnswer() {
		return new org.apache.kafka.common.errors.TimeoutException("no broker answers");
	}

	@Override
	public void destroy() {
		this.admin.close(Duration.ofSeconds(2));
	}

}
