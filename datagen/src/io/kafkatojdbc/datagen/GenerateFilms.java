package io.kafkatojdbc.datagen;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Sends films until there are enough films, Kafka fails, or Ctrl-C ends the generator.
 */
public final class GenerateFilms {

	private final Options options;

	private final FilmGenerator films;

	private final CountDownLatch stop;

	private GenerateFilms(Options options, CountDownLatch stop) {
		this.options = options;
		this.films = new FilmGenerator(System.nanoTime(), options.ids());
		this.stop = stop;
	}

	/**
	 * Sends films, and ends with the exit status that {@code --help} describes.
	 * @param args the options, as {@code --help} shows them
	 */
	public static void main(String[] args) {
		CountDownLatch stop = new CountDownLatch(1);
		CountDownLatch ended = new CountDownLatch(1);
		Runtime.getRuntime().addShutdownHook(new Thread(() -> {
			stop.countDown();
			awaitUninterruptibly(ended);
		}));
		int status = run(stop, args);
		ended.countDown();
		System.exit(status);
	}

	private static void awaitUninterruptibly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static int run(CountDownLatch stop, String... args) {
		if (List.of(args).contains("--help")) {
			Help.main(args);
			return 0;
		}
		try {
			new GenerateFilms(Options.parse(args), stop).run();
			return 0;
		}
		catch (IllegalArgumentException ex) {
			System.err.println("film-generator: " + ex.getMessage() + "; --help shows what there is");
			return 2;
		}
		catch (KafkaProblem ex) {
			System.err.println("film-generator: " + ex.getMessage());
			return 1;
		}
	}

	private void run() {
		FilmSender sender = new FilmSender(this.options.bootstrap(), this.options.topic());
		Progress progress = new Progress(this.options.topic() + " at " + this.options.bootstrap());
		long sent = 0;
		try (sender) {
			sent = sendAll(sender, progress);
		}
		progress.end(sender.acknowledged(), sent);
		sender.throwFailure();
	}

	private long sendAll(FilmSender sender, Progress progress) {
		long due = System.nanoTime();
		long sent = 0;
		while (sent < this.options.count() && !sender.hasFailed() && this.stop.getCount() > 0) {
			Film film = this.films.next();
			sender.send(film);
			sent++;
			progress.show(sent, film);
			if (sent % this.options.burst() == 0 && sent < this.options.count()) {
				// If Kafka was slow, the lost time is not made up for with a burst.
				due = Math.max(due + this.options.interval().toNanos(), System.nanoTime());
				pauseUntil(due);
			}
		}
		return sent;
	}

	private void pauseUntil(long due) {
		try {
			this.stop.await(due - System.nanoTime(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			this.stop.countDown();
		}
	}

}
