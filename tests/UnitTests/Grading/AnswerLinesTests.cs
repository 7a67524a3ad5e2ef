using Platform.Grading;

namespace Platform.UnitTests.Grading;

public sealed class AnswerLinesTests
{
    [Theory]
    [InlineData("## Final Answer\n\n12", "12")]
    [InlineData("**Final Answer**\n\n12", "12")]
    [InlineData("**Final Answer**\n$$\n12\n$$", "12")]
    [InlineData("### Final Answer:\n\n\\[\n12\n\\]", "12")]
    [InlineData("#### Final Answer\n12", "12")]
    [InlineData("#### Answer: 12", "12")]
    [InlineData("#### The answer is 12", "12")]
    [InlineData("Final Answer\n\n12", "12")]
    [InlineData("### Final Answer\n\nThe answer is 12, since 3*4 = 12.", "12")]
    [InlineData("### Final Answer\n\n**12**", "12")]
    [InlineData("### 4. Answer\n12", "12")]
    [InlineData("#### Step 1: Add\n5+7=12\n\n#### Conclusion\nThe answer is 12.", "12")]
    [InlineData("#### 12\n\nLet me know!", "12")]
    [InlineData("**答案：12**", "12")]
    [InlineData("✅ **Final Answer:** 64", "64")]
    [InlineData("> **Answer:** 64", "64")]
    [InlineData("1. **Answer:** 64", "64")]
    [InlineData("Final Answer: The largest $n$ is 34.", "34")]
    public void A_heading_announces_the_answer_below_it(string solution, string? answer) =>
        Assert.Equal(answer, AnswerExtraction.Extract(solution).Answer);
}
