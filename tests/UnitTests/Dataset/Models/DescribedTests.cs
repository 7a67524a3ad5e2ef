using Platform.Dataset.Models;

namespace Platform.UnitTests.Dataset.Models;

public sealed class DescribedTests
{
    [Fact]
    public void A_directory_is_a_reward_model_or_a_language_model_and_never_both_or_neither()
    {
        Assert.Equal("reward-model.json", Described.Manifest(["model.onnx", "reward-model.json"]));
        Assert.Equal("language-model.json", Described.Manifest(["language-model.json"]));
        Assert.Throws<InvalidDataException>(() => Described.Manifest(["model.onnx", "a/reward-model.json"]));
        Assert.Throws<InvalidDataException>(() => Described.Manifest(["reward-model.json", "language-model.json"]));
    }

    [Fact]
    public void A_language_model_has_no_classes()
    {
        var read = Described.Read("language-model.json", """{"name":"lm-1"}""");

        Assert.Equal(("lm-1", "language", 0), (read.Name, read.Kind, read.Classes.Count));
    }

    [Theory]
    [InlineData("language-model.json", """{"name":"../lm"}""")]
    [InlineData("language-model.json", """{}""")]
    [InlineData("reward-model.json", """{"name":"x","kind":"language","classes":["positive"]}""")]
    [InlineData("reward-model.json", """{"name":"x","kind":"process","classes":[]}""")]
    public void A_manifest_without_a_usable_name_kind_or_classes_is_refused(string path, string text)
    {
        Assert.Throws<InvalidDataException>(() => Described.Read(path, text));
    }
}
