package dev.everhook.infra;

/** What resources are called once they are there: what their references and attributes give. */
public interface ResourceNames {

  /**
   * What {@code Ref} gives.
   *
   * @param name the logical name of a resource, or a pseudo parameter such as {@code AWS::Region}
   */
  String ref(String name);

  /**
   * What {@code Fn::GetAtt} gives.
   *
   * @param resource the logical name of a resource
   * @param attribute the attribute, such as {@code Arn}
   */
  String attribute(String resource, String attribute);

  /** Each as the template itself writes it in a text: <code>${Name}</code>. */
  static ResourceNames placeholders() {
    return new ResourceNames() {
      @Override
      public String ref(String name) {
        return name.equals("AWS::StackId")
            ? "arn:aws:cloudformation:${AWS::Region}:${AWS::AccountId}:stack/${AWS::StackName}/0"
            : "${" + name + "}";
      }

      @Override
      public String attribute(String resource, String attribute) {
        return "${" + resource + "." + attribute + "}";
      }
    };
  }
}
