package dev.everhook.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RedriveResultTest {

  @Test
  void a_problem_is_named_once_and_no_more_than_ten_are() {
    RedriveResult.Count count = new RedriveResult.Count();
    List<String> problems = IntStream.range(0, 15).mapToObj(i -> "problem " + i).toList();
    problems.forEach(
        problem -> {
          count.problem(problem);
          count.problem(problem);
        });

    assertThat(count.result(0).problems()).isEqualTo(problems.subList(0, 10));
  }
}
