package io.kafkatojdbc.consumer;

import java.time.Duration;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ListenerUtils;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * Makes a consumer wait after a failed poll, so that it does not fail in a tight loop.
 * This handler does not deal with records: records that could not be staged are read
 * again from the ledger's offset.
 */
class PollErrorHandler implements CommonErrorHandler {

	static final Duration RETRY_INTERVAL = Duration.ofSeconds(5);

	private static final Logger log = LoggerFactory.getLogger(PollErrorHandler.class);

	@Override
	public void handleOtherException(Exception thrownException, Consumer<?, ?> consumer,
			MessageListenerContainer container, boolean batchListener) {
		log.warn("Consumer {} can't poll, and tries again: {}", container.getListenerId(),
				thrownException.getMessage());
		log.debug("Consumer {} can't poll", container.getListenerId(), thrownException);
		try {
			ListenerUtils.stoppableSleep(container, RETRY_INTERVAL.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void handleBatch(Exception thrownException, ConsumerRecords<?, ?> data, Consumer<?, ?> consumer,
			MessageListenerContainer container, Runnable invokeListener) {
		log.error("Consumer {} failed to stage a poll, which is read again", container.getListenerId(),
				thrownException);
	}

	@Override
	public boolean isAckAfterHandle() {
		return false;
	}

}
