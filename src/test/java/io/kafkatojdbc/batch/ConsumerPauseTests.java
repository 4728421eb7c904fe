package io.kafkatojdbc.batch;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.MessageListenerContainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;

/** Only the consumers of the pipeline pause; a registry may have others. */
class ConsumerPauseTests {

	private final KafkaListenerEndpointRegistry registry = mock(KafkaListenerEndpointRegistry.class);

	private final MessageListenerContainer lucas = container("lucas");

	private final MessageListenerContainer stranger = container("stranger");

	private final ConsumerPause pause = new ConsumerPause(this.registry);

	@BeforeEach
	void registerAll() {
		given(this.registry.getListenerContainers()).willReturn(List.of(this.lucas, this.stranger));
	}

	@Test
	void pausesAndResumesWhoHasJoined() {
		this.pause.join("lucas");
		then(this.lucas).should(never()).pause();
		this.pause.pause();
		then(this.lucas).should().pause();
		assertThat(this.pause.isPaused()).isTrue();
		given(this.lucas.isPauseRequested()).willReturn(true);
		this.pause.resume();
		then(this.lucas).should().resume();
		assertThat(this.pause.isPaused()).isFalse();
		assertThat(this.pause.pausedFor()).isEqualTo(Duration.ZERO);
	}

	@Test
	void pausesWhoJoinsDuringAPause() {
		this.pause.pause();
		this.pause.join("lucas");
		then(this.lucas).should().pause();
	}

	@Test
	void leavesOthersAlone() {
		given(this.stranger.isPauseRequested()).willReturn(true);
		this.pause.join("lucas");
		this.pause.pause();
		this.pause.resume();
		then(this.stranger).should(never()).pause();
		then(this.stranger).should(never()).resume();
	}

	@Test
	void leavesAloneWhoHasLeft() {
		this.pause.join("lucas");
		this.pause.leave("lucas");
		this.pause.pause();
		then(this.lucas).should(never()).pause();
	}

	private MessageListenerContainer container(String id) {
		MessageListenerContainer container = mock(MessageListenerContainer.class);
		given(this.registry.getListenerContainer(id)).willReturn(container);
		return container;
	}

}
