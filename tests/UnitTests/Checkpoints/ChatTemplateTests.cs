using System.Text.Json;
using Platform.Checkpoints;
using Platform.Contracts;
using Platform.Inference;
using Platform.Tests;

namespace Platform.UnitTests.Checkpoints;

/// <summary>Prompts of chat templates, as the models' cards give them.</summary>
public sealed class ChatTemplateTests : IDisposable
{
    private const string Qwen25 = """
        {%- if tools %}
            {{- '<|im_start|>system\n' }}
            {%- if messages[0]['role'] == 'system' %}
                {{- messages[0]['content'] }}
            {%- else %}
                {{- 'SYSTEM' }}
            {%- endif %}
        {%- else %}
            {%- if messages[0]['role'] == 'system' %}
                {{- '<|im_start|>system\n' + messages[0]['content'] + '<|im_end|>\n' }}
            {%- else %}
                {{- '<|im_start|>system\nSYSTEM<|im_end|>\n' }}
            {%- endif %}
        {%- endif %}
        {%- for message in messages %}
            {{- '<|im_start|>' + message.role + '\n' + message.content + '<|im_end|>' + '\n' }}
        {%- endfor %}
        {%- if add_generation_prompt %}{{- '<|im_start|>assistant\n' }}{%- endif %}
        """;

    private const string Qwen3 = """
        {%- if messages[0].role == 'system' %}
            {{- '<|im_start|>system\n' + messages[0].content + '<|im_end|>\n' }}
        {%- endif %}
        {%- for message in messages %}
            {{- '<|im_start|>' + message.role + '\n' + message.content + '<|im_end|>' + '\n' }}
        {%- endfor %}
        {%- if add_generation_prompt %}
            {{- '<|im_start|>assistant\n' }}
            {%- if enable_thinking is defined and enable_thinking is false %}
                {{- '<think>\n\n</think>\n\n' }}
            {%- endif %}
        {%- endif %}
        """;

    private const string Llama31 = """
        {{- bos_token }}
        {%- if not date_string is defined %}{%- set date_string = "26 Jul 2024" %}{%- endif %}
        {{- "<|start_header_id|>system<|end_header_id|>\n\n" }}
        {{- "Cutting Knowledge Date: December 2023\n" }}
        {{- "Today Date: " + date_string + "\n\n" }}
        {{- system_message }}
        {{- "<|eot_id|>" }}
        {%- for message in messages %}
            {{- '<|start_header_id|>' + message['role'] + '<|end_header_id|>\n\n'+ message['content'] | trim + '<|eot_id|>' }}
        {%- endfor %}
        {{- '<|start_header_id|>assistant<|end_header_id|>\n\n' }}
        """;

    private const string Llama2 = """
        {% if messages[0]['role'] == 'system' %}{% set system_message = messages[0]['content'] %}{% else %}
        {% set system_message = false %}{% endif %}{% for message in messages %}
        {% if loop.index0 == 0 and system_message != false %}
        {% set content = '<<SYS>>\n' + system_message + '\n<</SYS>>\n\n' + message['content'] %}{% endif %}
        {% if message['role'] == 'user' %}{{ bos_token + '[INST] ' + content.strip() + ' [/INST]' }}
        {% elif message['role'] == 'assistant' %}{{ ' '  + content.strip() + ' ' + eos_token }}{% endif %}{% endfor %}
        """;

    private readonly string _target = Directory.CreateTempSubdirectory("model-").FullName;

    /// <summary>Name, template, begin token, prompt.</summary>
    public static TheoryData<string, string, string?, string> Templates =>
        new()
        {
            {
                "Qwen2, line feeds in its literals",
                "{% for message in messages %}{% if loop.first and messages[0]['role'] != 'system' %}"
                    + "{{ '<|im_start|>system\nYou are a helpful assistant.<|im_end|>\n' }}{% endif %}"
                    + "{{'<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n'}}{% endfor %}"
                    + "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}",
                null,
                "<|im_start|>system\nYou are a helpful assistant.<|im_end|>\n<|im_start|>user\n{statement}<|im_end|>\n"
                    + "<|im_start|>assistant\n"
            },
            {
                "Qwen2.5",
                Qwen25.Replace("SYSTEM", "You are Qwen, created by Alibaba Cloud. You are a helpful assistant."),
                null,
                "<|im_start|>system\nYou are Qwen, created by Alibaba Cloud. You are a helpful assistant.<|im_end|>\n"
                    + "<|im_start|>user\n{statement}<|im_end|>\n<|im_start|>assistant\n"
            },
            {
                "Qwen2.5-Math",
                Qwen25.Replace("SYSTEM", @"Please reason step by step, and put your final answer within \\boxed{}."),
                null,
                "<|im_start|>system\nPlease reason step by step, and put your final answer within \\boxed{}.<|im_end|>\n"
                    + "<|im_start|>user\n{statement}<|im_end|>\n<|im_start|>assistant\n"
            },
            { "Qwen3", Qwen3, null, "<|im_start|>user\n{statement}<|im_end|>\n<|im_start|>assistant\n" },
            {
                "Qwen3 that always reasons",
                Qwen3.Replace("assistant\\n'", "assistant\\n<think>\\n'"),
                null,
                "<|im_start|>user\n{statement}<|im_end|>\n<|im_start|>assistant\n<think>\n"
            },
            {
                "ChatML with a begin token",
                "{{ bos_token }}" + Qwen3,
                "<s>",
                "<s><|im_start|>user\n{statement}<|im_end|>\n<|im_start|>assistant\n"
            },
            {
                "Llama 3",
                "{% for message in messages %}{% set content = '<|start_header_id|>' + message['role'] + '<|end_header_id|>\n\n'"
                    + "+ message['content'] | trim + '<|eot_id|>' %}{% if loop.index0 == 0 %}{% set content = bos_token + content %}"
                    + "{% endif %}{{ content }}{% endfor %}{{ '<|start_header_id|>assistant<|end_header_id|>\n\n' }}",
                "<|begin_of_text|>",
                "<|begin_of_text|><|start_header_id|>user<|end_header_id|>\n\n{statement}<|eot_id|>"
                    + "<|start_header_id|>assistant<|end_header_id|>\n\n"
            },
            {
                "Llama 3.1",
                Llama31,
                "<|begin_of_text|>",
                "<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\nCutting Knowledge Date: December 2023\n"
                    + "Today Date: 26 Jul 2024\n\n<|eot_id|><|start_header_id|>user<|end_header_id|>\n\n{statement}<|eot_id|>"
                    + "<|start_header_id|>assistant<|end_header_id|>\n\n"
            },
            { "Llama 2", Llama2, "<s>", "<s>[INST] {statement} [/INST]" },
            {
                "Mistral 0.1",
                "{{ bos_token }}{% for message in messages %}{% if message['role'] == 'user' %}"
                    + "{{ '[INST] ' + message['content'] + ' [/INST]' }}{% else %}{{ message['content'] + eos_token}}{% endif %}"
                    + "{% endfor %}",
                "<s>",
                "<s>[INST] {statement} [/INST]"
            },
            { "Mistral 0.2, later", Mistral(" [INST] ", " [/INST]"), "<s>", "<s> [INST] {statement} [/INST]" },
            { "Mistral 0.3", Mistral("[INST] ", "[/INST]"), "<s>", "<s>[INST] {statement}[/INST]" },
            { "Mistral Nemo", Mistral("[INST]", "[/INST]"), "<s>", "<s>[INST]{statement}[/INST]" },
        };

    [Theory]
    [MemberData(nameof(Templates))]
    public void A_published_template_gives_the_prompt_of_its_model_s_card(
        string _,
        string template,
        string? begin,
        string prompt
    )
    {
        using var checkpoint = TinyCheckpoint.Write("{}", new Dictionary<string, long[]>());
        Configure(
            checkpoint,
            new
            {
                eos_token = "</s>",
                bos_token = begin,
                chat_template = template,
            }
        );
        Assert.Equal(prompt, Written(checkpoint));
    }

    [Theory]
    [InlineData("chatml", "<|im_start|>user\n{statement}<|im_end|>\n<|im_start|>assistant\n")]
    [InlineData("qwen3", "<|im_start|>user\n{statement}<|im_end|>\n<|im_start|>assistant\n")]
    [InlineData("llama2", "<s>[INST] {statement} [/INST]")]
    [InlineData("mistral", "<s>[INST] {statement} [/INST]")]
    [InlineData("mistral-v3", "<s>[INST] {statement}[/INST]")]
    [InlineData("mistral-tekken", "<s>[INST]{statement}[/INST]")]
    [InlineData("none", "{statement}\n")]
    public void A_named_layout_comes_before_the_template(string name, string prompt)
    {
        using var checkpoint = TinyCheckpoint.Write("{}", new Dictionary<string, long[]>());
        Configure(checkpoint, new { eos_token = "</s>", chat_template = "{{ messages | something }}" });
        Assert.Equal(prompt, Written(checkpoint, name));
    }

    [Fact]
    public void Named_layouts_are_those_of_the_templates()
    {
        var recognised = Templates.Select(row => row.Data.Item4).ToHashSet();
        Assert.All(ChatPreset.All, preset => Assert.Contains(preset.Prompt, recognised));
        Assert.Equal([.. ChatPreset.All.Select(p => p.Name), "none"], ChatPreset.Names);
    }

    [Fact]
    public void A_checkpoint_without_a_template_gets_the_problem_on_a_line()
    {
        using var checkpoint = TinyCheckpoint.Write("{}", new Dictionary<string, long[]>());
        Assert.Equal("{statement}\n", Written(checkpoint));
    }

    [Fact]
    public void The_default_of_several_templates_is_used()
    {
        using var checkpoint = TinyCheckpoint.Write("{}", new Dictionary<string, long[]>());
        Configure(
            checkpoint,
            new
            {
                eos_token = "</s>",
                bos_token = new { content = "<s>" },
                chat_template = new[]
                {
                    new { name = "tool_use", template = Qwen3 },
                    new { name = "default", template = Llama2 },
                },
            }
        );
        Assert.Equal("<s>[INST] {statement} [/INST]", Written(checkpoint));
    }

    [Theory]
    [InlineData("{{ bos_token }}{% for m in messages %}{{ '<start_of_turn>' + m['role'] }}{% endfor %}")]
    [InlineData("{{ '### Instruction: [INST]' + messages[0]['content'] }}")]
    [InlineData(
        "{% set system_message = 'Always answer as a pirate.' %}{{ '[INST] ' + message['content'] + ' [/INST]' }}"
    )]
    public void A_template_of_another_layout_is_refused_with_the_options_that_replace_it(string template)
    {
        using var checkpoint = TinyCheckpoint.Write("{}", new Dictionary<string, long[]>());
        Configure(checkpoint, new { eos_token = "</s>", chat_template = template });
        var error = Assert.Throws<InvalidDataException>(() => Written(checkpoint));
        Assert.Equal(
            $"{checkpoint.Directory} has a chat template of an unknown layout: name its layout with --chat-template (chatml, qwen2, "
                + "qwen2.5, qwen2.5-math, qwen3, llama2, llama3, llama3.1, mistral, mistral-v3, mistral-tekken, none), or give the "
                + "prompt with --prompt, special tokens by name and {statement} once.",
            error.Message
        );
        Assert.Equal("Q: {statement}\n", Written(checkpoint, prompt: "Q: {statement}\n"));
    }

    [Fact]
    public void A_layout_whose_special_tokens_the_tokenizer_lacks_is_refused()
    {
        using var checkpoint = TinyCheckpoint.Write("{}", new Dictionary<string, long[]>());
        var path = Path.Combine(checkpoint.Directory, "tokenizer.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("im_end", "turn_end"));
        var error = Assert.Throws<InvalidDataException>(() => Written(checkpoint, "chatml"));
        Assert.Contains("has no special token <|im_end|>, which its prompt needs", error.Message);
        Assert.Equal("<s>[INST] {statement} [/INST]", Written(checkpoint, "llama2"));
    }

    [Fact]
    public void An_unknown_name_is_refused_with_the_known_ones()
    {
        using var checkpoint = TinyCheckpoint.Write("{}", new Dictionary<string, long[]>());
        var error = Assert.Throws<InvalidDataException>(() => Written(checkpoint, "alpaca"));
        Assert.StartsWith("There is no chat template 'alpaca'; these are: chatml, ", error.Message);
    }

    public void Dispose() => Directory.Delete(_target, recursive: true);

    private static string Mistral(string open, string close) =>
        """
            {%- if messages[0]["role"] == "system" %}{%- set system_message = messages[0]["content"] %}{%- endif %}
            {{- bos_token }}
            {%- for message in loop_messages %}
                {%- if message["role"] == "user" %}
                    {%- if loop.last and system_message is defined %}
                        {{- "OPEN" + system_message + "\n\n" + message["content"] + "CLOSE" }}
                    {%- else %}
                        {{- "OPEN" + message["content"] + "CLOSE" }}
                    {%- endif %}
                {%- endif %}
            {%- endfor %}
            """.Replace("OPEN", open).Replace("CLOSE", close);

    private static void Configure<T>(TinyCheckpoint checkpoint, T config) =>
        File.WriteAllText(
            Path.Combine(checkpoint.Directory, "tokenizer_config.json"),
            JsonSerializer.Serialize(config)
        );

    /// <summary>The prompt in the manifest of the checkpoint as a model.</summary>
    private string Written(TinyCheckpoint tiny, string? chatTemplate = null, string? prompt = null)
    {
        var checkpoint = Checkpoint.Open(tiny.Directory);
        foreach (var file in checkpoint.Files)
        {
            File.Copy(file, Path.Combine(_target, Path.GetFileName(file)), overwrite: true);
        }

        Assert.Equal(ModelKind.Language, checkpoint.Write(_target, "tiny", "auto", prompt, chatTemplate));
        var path = Path.Combine(_target, LanguageManifest.FileName);
        return Assert.Single(LanguageManifest.Parse(File.ReadAllBytes(path), path).Prompt).Text!;
    }
}
