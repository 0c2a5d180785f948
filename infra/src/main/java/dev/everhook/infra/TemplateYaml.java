package dev.everhook.infra;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Reads the YAML of a template, with the short forms of CloudFormation's functions as their long
 * ones: {@code !Ref X} is {@code {Ref: X}}, and {@code !GetAtt X.Arn} is {@code {Fn::GetAtt: [X,
 * Arn]}}.
 */
final class TemplateYaml extends SafeConstructor {
  private TemplateYaml() {
    super(new LoaderOptions());
    yamlMultiConstructors.put("!", new ShortForm());
  }

  static Map<?, ?> read(InputStream in) {
    return new Yaml(new TemplateYaml()).load(in);
  }

  private final class ShortForm extends AbstractConstruct {
    @Override
    public Object construct(Node node) {
      String name = node.getTag().getValue().substring(1);
      @Nullable Object argument =
          switch (node) {
            case ScalarNode scalar -> constructScalar(scalar);
            case SequenceNode sequence -> constructSequence(sequence);
            case MappingNode mapping -> constructMapping(mapping);
            default -> throw new IllegalArgumentException("!" + name + " of what? " + node);
          };
      if (name.equals("Ref") || name.equals("Condition")) {
        return Map.of(name, argument);
      }
      if (name.equals("GetAtt") && argument instanceof String path) {
        return Map.of("Fn::GetAtt", List.of(path.split("\\.", 2)));
      }
      return Map.of("Fn::" + name, argument);
    }
  }
}
